"""What is published for catalogues and archives, judged by each standard's own validators and readers."""
