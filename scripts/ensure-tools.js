// Gets a browser and a Chinese font where it can, before the tests. Never fails: what is missing is said in one line.
const { ensureTools } = await import('../dist/src/commands/provision.js')
const { languageOf } = await import('../dist/src/commands/shell.js')
const { render } = await import('../dist/src/messages/catalogue.js')

const language = languageOf(process.argv)
await ensureTools({
  env: process.env,
  say: (key, facts) => process.stderr.write(`${render(key, facts ?? {}, language)}\n`),
})
