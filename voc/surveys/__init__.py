"""What is asked and answered: definitions, logic, collectors, responses, the respondent's pages."""
