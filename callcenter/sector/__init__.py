"""The sector as an office: its work plan, the discipline of its staff, and what its figures propose (002, chapter 5)."""
