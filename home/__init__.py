"""Front page, standard pages, site settings, founding and seeding."""
