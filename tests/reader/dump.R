# Print every table of a package, some of its code lists and the sources of some observations, for test_r.py.
# Rscript dump.R reader package out ids lists
arguments <- commandArgs(trailingOnly = TRUE)
parted <- function(words) strsplit(words, "|", fixed = TRUE)[[1]]
source(arguments[1], encoding = "UTF-8")
data <- foi_open(arguments[2])

lines <- character()
put <- function(...) lines[[length(lines) + 1L]] <<- paste(words(c(...)), collapse = "\035")
words <- function(cells) {
  if (is.logical(cells)) cells <- ifelse(cells, "True", "False")
  if (is.numeric(cells)) cells <- ifelse(is.na(cells), NA, vapply(cells, format, "", digits = 15, scientific = FALSE))
  ifelse(is.na(cells), "\037", as.character(cells))
}

put("title", data$title)
for (name in names(foi_tables(data))) {
  table <- foi_load(data, name, labels = TRUE)
  put("table", name, nrow(table))
  for (column in names(table)) put("column", column, words(table[[column]]))
}
for (name in parted(arguments[5])) put("codes", name, foi_codes(data, name), names(foi_codes(data, name)))
for (id in parted(arguments[4])) {
  place <- foi_source(data, id)
  further <- if (is.null(place$refers_to)) NA else place$refers_to$words
  put(
    "source", id, place$line, place$start, place$end, place$words, place$context, place$file, place$url,
    place$letter$letter_id, further
  )
}
writeBin(charToRaw(enc2utf8(paste(lines, collapse = "\036"))), arguments[3])
