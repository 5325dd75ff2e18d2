/** Feet of pages that nothing is called so: what they say is no text of the page, and no article's body. */
import { describe, expect, it } from 'vitest'
import { read } from './page.js'

const FOOT =
  '<table><tr><td align="center">友情链接：<select><option>市场监管总局</option></select><br>版权所有：云溪区市场监督管理局　地址：文化路88号　电话：0577-6800315　备案号：浙ICP备05001111号　网站标识码：3303990012<br><a href="/map.aspx">站点导航</a></td></tr></table>'
const laid = (content: string, foot = FOOT) =>
  read(
    `<html><head><title>关于加强电梯监管的通知</title></head><body><form><table><tr><td>您当前的位置：<a href="/">首页</a> &gt;&gt; 政策法规</td></tr></table>${content}${foot}</form></body></html>`,
  )

describe('an imprint without a name', () => {
  it('is not taken for the text of a short article in layout tables', () => {
    const facts = laid(
      '<table><tr><td align="center"><b>关于加强电梯监管的通知</b></td></tr><tr><td align="center">发布时间：2026/6/14 9:05:11　作者：办公室</td></tr><tr><td id="content"><p>各市场监管所：</p><p>现就有关事项通知如下，请遵照执行。</p></td></tr></table>',
    )
    expect(facts.text).not.toContain('版权所有')
    expect(facts.text).toContain('现就有关事项通知如下')
  })

  it('is no text of a page, but stands in what surrounds it', () => {
    const facts = laid('<table><tr><td><b>领导介绍</b></td></tr><tr><td>周永军　局长</td></tr></table>')
    expect(facts.text).toContain('周永军')
    expect(facts.text).not.toMatch(/版权所有|站点导航/)
    expect(facts.frameText).toContain('文化路88号')
  })

  it.each([
    [
      'in one cell with the text',
      '',
      '<table><tr><td>周永军　局长<br>版权所有：云溪区市场监督管理局</td></tr></table>',
    ],
    [
      'in one table with the text',
      '',
      '<table><tr><td>周永军　局长</td></tr><tr><td>版权所有：云溪区市场监督管理局</td></tr></table>',
    ],
  ])('takes nothing else with it: %s', (_, content, foot) => {
    expect(laid(content, foot).text).toContain('周永军')
  })
})
