// The words of every feature, beside the feature: src/{feature}/ko.po (source) and en.po.
//   node web/words.mjs          reads the sources and rewrites the catalogs, keeping translations
//   node web/words.mjs --check  writes nothing; fails when a catalog is out of date or a translation is missing
// `lingui extract` itself cannot: it leaves out the folder in which a catalog lies, and ours lie in the feature's own.
import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'

const check = process.argv.includes('--check')
const config = getConfig({ cwd: import.meta.dirname })
const clean = (catalog) => Object.fromEntries(Object.entries(catalog ?? {}).filter(([, entry]) => !entry.obsolete))

let faults = 0
const complain = (line) => {
  faults++
  console.error(line)
}
for (const catalog of await getCatalogs(config)) {
  catalog.exclude = catalog.exclude.filter((pattern) => pattern !== catalog.localeDir)
  const found = await catalog.collect()
  if (!found) throw new Error(`${catalog.path}: a source could not be read`)
  const before = await catalog.readAll()
  if (Object.keys(found).length === 0 && Object.values(before).every((one) => !one)) continue
  const after = check ? catalog.merge(before, found, {}) : await catalog.make({ clean: true, orderBy: config.orderBy })
  for (const locale of config.locales) {
    const file = catalog.getFilename(locale).slice(import.meta.dirname.length + 1)
    const had = clean(before[locale])
    const has = clean(after[locale])
    for (const [id, entry] of Object.entries(has)) {
      if (check && !had[id]) complain(`${file}: not extracted: ${entry.message}`)
      else if (!entry.translation && locale !== config.sourceLocale) complain(`${file}: not translated: ${entry.message}`)
    }
    if (check) for (const [id, entry] of Object.entries(had)) if (!has[id]) complain(`${file}: no longer said: ${entry.message}`)
  }
}
if (faults > 0) {
  console.error(check ? `${faults} words to mend: run node web/words.mjs, then translate in en.po.` : `${faults} words to translate in en.po.`)
  if (check) process.exitCode = 1
}
