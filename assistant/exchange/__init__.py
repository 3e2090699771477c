"""Reading documents in; writing agendas out."""
