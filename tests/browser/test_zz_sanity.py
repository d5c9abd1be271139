from tests.browser.test_accessibility import *
def test_x(visit, scene):
    v=visit(); v.sign_in(scene.people.operator); v.page.goto("/desk")
    v.page.evaluate("""() => {const m=document.querySelector('main'); 
      const p=document.createElement('p'); p.className='pale'; p.textContent='çox solğun mətn'; m.append(p);
      const s=new CSSStyleSheet(); s.replaceSync('[data-bs-theme=dark] .pale{color:#333;background:#222}'); document.adoptedStyleSheets=[s];
    }""")
    print("\n".join(faults(v.page)))
