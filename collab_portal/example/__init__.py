"""The example register: real agreements, put in the way staff would, by made-up staff."""
