import os

from callcenter.app import create_app
from callcenter.settings import Settings

app = create_app(Settings.from_env(os.environ))
