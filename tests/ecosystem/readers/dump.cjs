// node dump.cjs DESCRIPTOR: gives every table of a data package as JSON, each row a list of texts, headings first.
const { Dataset } = require('frictionless.js')

async function main(descriptor) {
  const dataset = await Dataset.load(descriptor)
  const found = {}
  for (const file of dataset.resources) {
    const rows = (found[file.descriptor.name] = [])
    for await (const row of await file.rows()) rows.push(row)
  }
  process.stdout.write(JSON.stringify(found))
}

main(process.argv[2]).catch((error) => {
  console.error(error)
  process.exit(1)
})
