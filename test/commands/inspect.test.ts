/** The inspect command over real portals on loopback: results, exit statuses, resuming. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectionDocumentSchema } from '../../src/model/document.js'
import { folder, xuncha } from './command-line.js'
import { type Pages, pagesWith, portal, workspace } from './portal.js'

const PORTAL = pagesWith(['/gone.html'])
const LIST = String(PORTAL['/dt/'])
const ARTICLE = String(PORTAL['/dt/1.html'])

describe('inspect', () => {
  it('prints one document on stdout, records it, and adds nothing the second time', async () => {
    const data = folder()
    const units = workspace(data, { edu: await portal(PORTAL) })
    const args = ['inspect', '--units', units, '--data', data, '--rubric', 'ouhai-2017', '--json']
    const first = await xuncha(args)
    expect(first.status).toBe(0)
    const document = inspectionDocumentSchema.parse(JSON.parse(first.stdout))
    expect(document.run).toMatchObject({ purpose: 'formal', at: '2026-05-20', status: 'complete' })
    expect(document.units.map(({ id, status }) => [id, status])).toEqual([['edu', 'inspected']])
    expect(document.units[0]?.findings.map((finding) => finding.code)).toContain('link-broken')
    expect(document.units[0]?.scores.map((score) => score.rubric)).toEqual(['ouhai-2017'])
    const rows = async () => (await xuncha(['ledger', 'export', '--data', data, '--format', 'jsonl'])).stdout
    const before = await rows()
    expect(before).toContain('"kind":"deduct"')
    const second = await xuncha(args)
    expect(second.status).toBe(0)
    expect(await rows()).toBe(before)
    expect((await xuncha(['ledger', 'verify', '--data', data])).status).toBe(0)
  })

  it('an entry whose page failed was in its list all the same: nothing is backdated when the page is mended', async () => {
    const data = folder()
    const pages: Pages = { ...PORTAL, '/dt/2.html': 404 }
    const units = workspace(data, { edu: await portal(pages) })
    const args = ['inspect', '--units', units, '--data', data, '--json']
    const seen = async () => {
      const { findings } = JSON.parse((await xuncha(args)).stdout).units[0]
      return findings.map(({ code, state }: { code: string; state: string }) => `${code} ${state}`).sort()
    }
    const before = await seen()
    pages['/dt/2.html'] = ARTICLE.replaceAll('2026-05-18', '2026-05-11')
    const mended = await seen()
    expect(before).not.toContain('link-broken fixed')
    expect(mended).toContain('link-broken fixed')
    expect(mended.filter((one: string) => one.startsWith('backdated'))).toEqual([])
  })

  it('without a rubric scores nothing and proposes nothing', async () => {
    const data = folder()
    const units = workspace(data, { edu: await portal(PORTAL) })
    const { stdout } = await xuncha(['inspect', '--units', units, '--data', data, '--json'])
    expect(JSON.parse(stdout).units[0].scores).toEqual([])
    expect((await xuncha(['ledger', 'export', '--data', data, '--format', 'jsonl'])).stdout).toBe('')
  })

  it('inspects the units that are named, and only those', async () => {
    const data = folder()
    const units = workspace(data, { edu: await portal(PORTAL), fin: await portal(PORTAL) })
    const { stdout, status } = await xuncha(['inspect', 'fin', '--units', units, '--data', data, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout).units.map((unit: { id: string }) => unit.id)).toEqual(['fin'])
    const left = await xuncha(['inspect', 'fin', 'nobody', '--data', data, '--json'])
    expect(left).toMatchObject({ status: 2, stdout: '' })
    expect(left.stderr).toContain('nobody')
  })

  it('ends with 3 when a unit cannot be decided, and still prints the others', async () => {
    const data = folder()
    const units = workspace(data, { edu: await portal({ '/': 412 }), fin: await portal(PORTAL) })
    const { stdout, status } = await xuncha(['inspect', '--units', units, '--data', data, '--json'])
    expect(status).toBe(3)
    const document = inspectionDocumentSchema.parse(JSON.parse(stdout))
    expect(document.units.map((unit) => [unit.id, unit.status])).toEqual([
      ['edu', 'inconclusive'],
      ['fin', 'inspected'],
    ])
  })

  it('ends with 130 when interrupted, and goes on later', async () => {
    const data = folder()
    const units = workspace(data, { edu: await portal(PORTAL) })
    const stopped = AbortSignal.abort(new Error('interrupted'))
    const args = ['inspect', '--units', units, '--data', data, '--json']
    const left = await xuncha(args, { signal: stopped })
    expect(left.status).toBe(130)
    expect(JSON.parse(left.stdout).run.status).toBe('interrupted')
    const again = await xuncha(args)
    expect(again.status).toBe(0)
    const [before, after] = [JSON.parse(left.stdout), JSON.parse(again.stdout)]
    expect(after.run).toMatchObject({ id: before.run.id, status: 'complete' })
    const fresh = JSON.parse((await xuncha(args)).stdout)
    expect(fresh.run.id).not.toBe(before.run.id)
  })

  it('prints for people, writes a report, and says that confirmation is immediate', async () => {
    const data = folder()
    const sound = { ...PORTAL, '/gone.html': ARTICLE }
    const path = workspace(data, { edu: await portal(sound) })
    writeFileSync(path, readFileSync(path, 'utf8').replace(/confirm: \{.*\}(?= \})/, 'confirm: immediate'))
    const printed = await xuncha([
      'inspect',
      '--units',
      path,
      '--data',
      data,
      '--rubric',
      'wuwei-2020',
      '--lang',
      'en',
    ])
    expect(printed.status).toBe(0)
    expect(printed.stdout).toMatch(/edu\s+edu局\s+inspected/)
    expect(printed.stderr).toContain('confirm is immediate')
    const dir = join(data, 'report')
    const reported = await xuncha(['report', '--data', data, '-o', dir, '--format', 'html,json', '--json'])
    expect(JSON.parse(reported.stdout).files).toEqual([join(dir, 'index.html'), join(dir, 'inspection.json')])
    expect(existsSync(join(dir, 'index.html'))).toBe(true)
    const score = await xuncha(['score', '--data', data, '--rubric', 'wuwei-2020', '--json'])
    expect(JSON.parse(score.stdout)).toMatchObject({
      rubric: 'wuwei-2020',
      period: '2026',
      units: [{ unit: 'edu' }],
    })
    const list = JSON.parse((await xuncha(['findings', 'list', '--data', data, '--json'])).stdout).findings
    expect(list.length).toBeGreaterThan(0)
    const shown = JSON.parse(
      (await xuncha(['findings', 'show', list[0].no, '--data', data, '--json'])).stdout,
    )
    expect(shown.id).toBe(list[0].id)
    const proof = await xuncha(['evidence', 'show', shown.evidence[0], '--data', data, '--json'])
    expect(proof.status).toBe(0)
    expect(JSON.parse(proof.stdout)).toMatchObject({ valid: true, broken: null })
  }, 60_000)
})

describe('page', () => {
  it('reads a live page and a saved one alike', async () => {
    const origin = await portal(PORTAL)
    const live = JSON.parse((await xuncha(['page', `${origin}/dt/`, '--json', '--data', folder()])).stdout)
    expect(live).toMatchObject({
      schema: 'xuncha.page/1',
      url: `${origin}/dt/`,
      kind: 'column',
      newest: '2026-05-18',
    })
    const saved = join(folder(), 'saved.html')
    writeFileSync(saved, LIST)
    const args = ['page', saved, '--base', `${origin}/dt/`, '--json', '--data', folder()]
    expect(JSON.parse((await xuncha(args)).stdout)).toEqual(live)
    writeFileSync(saved, `<!-- saved from url=(0024)${origin}/dt/ -->\n${LIST}`)
    const noted = await xuncha(['page', saved, '--json', '--data', folder()])
    expect(JSON.parse(noted.stdout).url).toBe(`${origin}/dt/`)
    writeFileSync(saved, LIST.replace('<head>', `<head><link rel="canonical" href="${origin}/dt/">`))
    const canonical = await xuncha(['page', saved, '--json', '--data', folder()])
    expect(JSON.parse(canonical.stdout)).toEqual(live)
  })

  it('prints no control characters of a page', async () => {
    const saved = join(folder(), 'evil.html')
    writeFileSync(
      saved,
      '<html><head><title>x</title></head><body><h1>红\u001b[31m色\u202e标题</h1></body></html>',
    )
    const { stdout, status } = await xuncha(['page', saved, '--data', folder()])
    expect(status).toBe(0)
    expect(stdout).not.toMatch(/[\u001b\u202e]/)
  })

  it('says in one line why a page cannot be read', async () => {
    const left = await xuncha(['page', 'http://127.0.0.1:1/', '--data', folder(), '--lang', 'en'])
    expect(left).toMatchObject({ status: 1, stdout: '' })
    expect(left.stderr).toBe('xuncha: cannot read http://127.0.0.1:1/: connection refused\n')
  })
})

describe('columns discover', () => {
  it('prints the columns, and why they have their roles', async () => {
    const origin = await portal(PORTAL)
    const { stdout, status } = await xuncha([
      'columns',
      'discover',
      `${origin}/`,
      '--json',
      '--data',
      folder(),
    ])
    expect(status).toBe(0)
    const columns = JSON.parse(stdout).columns as { name: string }[]
    expect(columns.find((column) => column.name === '工作动态')).toMatchObject({
      role: 'news',
      items: 2,
      newest: '2026-05-18',
    })
    const text = await xuncha(['columns', 'discover', `${origin}/`, '--explain', '--data', folder()])
    expect(text.stdout).toContain('label:')
  })
})
