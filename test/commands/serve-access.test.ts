/** Tokens and receivers at the command line: what each command says, as a table for people. */
import { expect, it } from 'vitest'
import { folder, xuncha } from './command-line.js'

const access = (data: string) => async (command: string) => {
  const { status, stdout } = await xuncha(['serve', ...command.split(' '), '--data', data])
  return [status, stdout.split('\n').filter((line) => line !== '' && !/^─+$/.test(line))]
}

it('a receiver is added, listed under heads, pushed to again and removed', async () => {
  const serve = access(folder())
  await serve('receiver add oa http://oa.example.gov.cn/xuncha')
  expect(await serve('receiver list')).toEqual([
    0,
    ['名称  网址                             待推送', 'oa    http://oa.example.gov.cn/xuncha  0'],
  ])
  expect(await serve('receiver replay oa --after 0')).toEqual([0, ['将从序号 0 之后向“oa”重新推送']])
  expect(await serve('receiver remove oa')).toEqual([0, ['已取消推送接收方“oa”']])
  expect((await serve('receiver remove oa'))[0]).toBe(2)
})

it('a token is listed with what it may do', async () => {
  const serve = access(folder())
  await serve('token create portal --scope findings:read --scope ledger:read')
  expect(await serve('token list')).toEqual([
    0,
    ['名称    单位  有效至  权限', 'portal                findings:read ledger:read'],
  ])
})
