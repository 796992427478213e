# Rscript dump.R FOLDER: runs the lines of each table, which are in FOLDER/<table>.R, and writes what they
# give to FOLDER/<table>.csv: 's' before words, 'n' before numbers, 'd' before dates, 'b' before yes or no, and
# nothing for what is missing. It is run in the folder of the unpacked zip.
folder <- commandArgs(trailingOnly = TRUE)[1]

cells <- function(column) {
  kind <- if (inherits(column, "Date")) "d" else if (is.character(column)) "s" else if (is.logical(column)) "b" else "n"
  written <- if (kind == "n") {
    vapply(column, format, "", digits = 15, scientific = FALSE)
  } else if (kind == "b") {
    tolower(as.character(column))
  } else {
    enc2utf8(as.character(column))
  }
  ifelse(is.na(column), "", paste0(kind, written))
}

for (file in list.files(folder, "[.]R$", full.names = TRUE)) {
  name <- sub("[.]R$", "", basename(file))
  scope <- new.env()
  suppressMessages(sys.source(file, scope))
  found <- as.data.frame(get(name, scope), stringsAsFactors = FALSE)
  out <- as.data.frame(lapply(found, cells), stringsAsFactors = FALSE, check.names = FALSE)
  names(out) <- names(found)
  to <- base::file(file.path(folder, paste0(name, ".csv")), "wb", encoding = "UTF-8")
  write.table(out, to, sep = ",", row.names = FALSE, qmethod = "double", eol = "\n")
  close(to)
}
