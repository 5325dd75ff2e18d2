/** The console in a real browser: each main task by its forms and keys, and no page that shuts anybody out (axe). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { folder, xuncha } from '../commands/command-line.js'
import { pagesWith, portal, workspace } from '../commands/portal.js'
import { PASSWORD } from './served.js'
import { people, type Serving, serving } from './serving.js'

const found = findBrowser(process.env)
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

describe.runIf(found)('the console in a browser', () => {
  let browser: Browser
  let office: Serving
  /** What the pages complained of: a blocked script or style, an error. */
  const complaints: string[] = []
  const seen: Record<string, string> = {}

  beforeAll(async () => {
    // As the machines of the build allow it: pages are this program's own.
    browser = await chromium.launch({ executablePath: found?.path ?? '', args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  /** A page on which somebody has signed in by the form. */
  async function signedIn(name: string): Promise<Page> {
    const context = await browser.newContext({ baseURL: office.url, locale: 'zh-CN' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of [45]0\d/.test(message.text()))
        complaints.push(message.text())
    })
    page.on('response', (response) => {
      if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto('/findings')
    await page.getByLabel('用户名').fill(name)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForURL('**/findings')
    return page
  }

  /** Waits on a run's page until it has ended. */
  async function ended(page: Page): Promise<string> {
    await page.waitForURL('**/runs/*')
    await page.locator('dl .tag.complete').waitFor()
    return new URL(page.url()).pathname
  }

  const notice = (page: Page) => page.locator('p.notice').innerText()

  it('goes through its main tasks', async () => {
    const dir = folder()
    const data = join(dir, 'data')
    const pages = pagesWith(['/gone.html', '/lost.html'])
    const file = workspace(dir, { edu: await portal(pages) }, ', rubric: ouhai-2017')
    await xuncha(['units', 'import', file, '--data', data])
    await people(data, {
      wang: ['evaluator'],
      li: ['reviewer'],
      zhao: ['office'],
      edu: ['unit', 'edu'],
      admin: ['administrator'],
    })
    office = await serving(data, ['--no-schedule'])

    const wang = await signedIn('wang')
    await wang.goto('/runs')
    await wang.getByRole('button', { name: '开始' }).click()
    seen.run = await ended(wang)
    await wang.goto('/findings?check=broken-link')
    expect(await wang.locator('tbody tr').count()).toBe(2)
    seen.finding = (await wang.locator('tbody a').first().getAttribute('href')) ?? ''

    // A second person posts one entry by its key, and voids the other with a reason, without the mouse.
    const li = await signedIn('li')
    await li.goto('/review?what=entries')
    const entry = await li.locator('article').first().getAttribute('id')
    await li.keyboard.press('p')
    await li.waitForURL('**/review?what=entries&done=entry-post')
    await li.keyboard.press('r')
    await li.keyboard.type('另一链接已说明情况')
    await li.keyboard.press('Escape')
    await li.keyboard.press('v')
    await li.waitForURL('**/review?what=entries&done=entry-void')
    expect(await notice(li)).toBe('已作废')

    const unit = await signedIn('edu')
    await unit.goto(`/entries/${entry}`)
    await unit.getByText('提出申诉').click()
    await unit.getByLabel('申诉理由').fill('该链接已按要求下线')
    await unit.getByLabel('佐证材料').setInputFiles({
      name: '说明.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('材料'),
    })
    await unit.getByRole('button', { name: '提交申诉' }).click()
    await unit.waitForURL('**/disputes/*')
    expect(await notice(unit)).toBe('申诉已提交')
    seen.dispute = new URL(unit.url()).pathname

    await li.goto(seen.dispute)
    await li.getByLabel('结论').selectOption('cancelled')
    await li.getByLabel('原因').selectOption('false-positive')
    await li.locator('textarea[name=reason]').fill('经复查属误判')
    await li.getByRole('button', { name: '提交决定' }).click()
    await li.waitForURL('**done=dispute-decided')
    seen.entry = `/entries/${entry}`
    await li.goto(seen.entry)
    expect(await li.locator('dl .tag').first().innerText()).toBe('冲销')

    // The portal is mended; looking again shows it.
    pages['/'] = pagesWith([])['/'] ?? 404
    pages['/gone.html'] = '<title>旧文</title><p>已恢复</p>'
    pages['/lost.html'] = '<title>旧文</title><p>已恢复</p>'
    const open = await wang
      .goto('/findings?check=broken-link&state=confirmed')
      .then(() => wang.locator('tbody a').first().getAttribute('href'))
    await wang.goto(open ?? '')
    await wang.getByRole('button', { name: '立即复查' }).click()
    await ended(wang)
    await wang.goto(open ?? '')
    expect(await wang.locator('main .tag').allInnerTexts()).toContain('已整改')

    await wang.goto('/units/edu')
    await wang.getByRole('link', { name: '查看评分表' }).click()
    await wang.locator('tr.enter summary').first().click()
    const row = wang.locator('tr.enter').first()
    await row.getByLabel('加减分').fill('-0.5')
    await row.getByLabel('理由').fill('未按时报送')
    await row.getByRole('button', { name: '录入为拟扣' }).click()
    await wang.waitForURL('**done=entered')
    expect(await wang.locator('table.sheet').innerText()).toContain('-0.5')
    seen.sheet = new URL(wang.url()).pathname + new URL(wang.url()).search

    await wang.goto('/runs')
    await wang.getByRole('button', { name: '开始' }).click()
    await ended(wang)
    await wang.goto('/runs')
    await wang.getByLabel('前一次').selectOption(seen.run.slice('/runs/'.length))
    await wang.getByRole('button', { name: '比较' }).click()
    await wang.waitForURL('**/runs/compare*')
    expect(await wang.locator('a.tile').allInnerTexts()).toContain('2\n已整改')
    seen.compare = new URL(wang.url()).pathname + new URL(wang.url()).search

    const zhao = await signedIn('zhao')
    await zhao.goto('/records')
    const form = zhao.locator('#add')
    await form.getByLabel('类别').selectOption('circular')
    await form.getByLabel('日期', { exact: true }).fill('2026-05-06')
    await form.getByLabel('事项').fill('信息公开工作被点名通报')
    await form.getByLabel('加减分').fill('-1')
    await form.locator('select[name^="rule "]').selectOption({ index: 1 })
    await form.getByRole('button', { name: '登记' }).click()
    await zhao.waitForURL('**/records?done=registered')
    await zhao.locator('tbody a').first().click()
    expect(await zhao.locator('dl').innerText()).toContain('rec-')
    expect(complaints).toEqual([])
  }, 120_000)

  it('has no page with a serious fault of accessibility, in either language', async () => {
    const zhao = await signedIn('zhao')
    const admin = await signedIn('admin')
    const pages: readonly (readonly [Page, string])[] = [
      ...[
        '/',
        '/findings',
        '/review',
        '/review?what=entries',
        '/disputes',
        '/rectification',
        '/records',
        '/papers',
        '/agenda',
      ],
      ...['/assessments', '/entries', '/runs', '/units/edu', '/registry', '/registry/text', '/audit'],
      ...['/registry/edit?kind=unit&id=edu', '/registry/edit?kind=defaults', '/registry/edit?kind=exemption'],
      ...Object.values(seen),
    ].map((path) => [zhao, path] as const)
    const year = await zhao
      .goto('/assessments')
      .then(() => zhao.locator('tbody a').first().getAttribute('href'))
    const wrong: string[] = []
    for (const [page, path] of [...pages, [zhao, year ?? ''] as const, [admin, '/accounts'] as const])
      for (const lang of ['zh-CN', 'en']) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
        expect([path, await page.locator('h1').count()]).toEqual([path, 1])
        await page.evaluate(AXE)
        const violations = (await page.evaluate(
          `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((one) => one.violations)`,
        )) as Violation[]
        for (const one of violations)
          if (one.impact === 'serious' || one.impact === 'critical')
            wrong.push(`${lang} ${path} ${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`)
      }
    expect(wrong).toEqual([])
    expect(complaints).toEqual([])
  }, 120_000)

  it('prints what there is to read, and no form', async () => {
    const zhao = await signedIn('zhao')
    await zhao.emulateMedia({ media: 'print' })
    for (const path of ['/', '/records', '/runs', seen.sheet ?? '', seen.finding ?? '']) {
      await zhao.goto(path)
      const forms = await zhao.locator('input:visible, select:visible, button:visible, nav:visible').count()
      expect([path, forms]).toEqual([path, 0])
      expect(await zhao.locator('h1').isVisible()).toBe(true)
    }
  }, 60_000)

  it('fits a phone: nothing is wider than its screen', async () => {
    const zhao = await signedIn('zhao')
    await zhao.setViewportSize({ width: 390, height: 800 })
    const wide: string[] = []
    const paths = [
      '/',
      '/findings',
      '/review',
      '/assessments',
      '/registry',
      '/registry/edit?kind=unit&id=edu',
    ]
    for (const path of [...paths, '/units/edu', ...Object.values(seen)]) {
      await zhao.goto(path)
      const width = await zhao.evaluate('document.documentElement.scrollWidth')
      if (Number(width) > 390) wide.push(`${path} ${width}`)
    }
    expect(wide).toEqual([])
  }, 60_000)
})
