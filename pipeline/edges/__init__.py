"""Where the pipeline meets the disk and the people who write its input: files, documents, problems."""
