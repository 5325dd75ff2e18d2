/** The README inside an evidence package: what is in it and how to check it with stock tools, in Chinese and English. */
import type { PackageAbout } from '../../src/model/evidence-package.js'

/** What the README names. */
export interface ReadmeFacts {
  readonly about: PackageAbout
  /** Folders of the seals inside the package. */
  readonly seals: readonly string[]
  readonly stamped: boolean
}

function commands(seals: readonly string[], stamped: boolean): string {
  const lines = [
    'sha256sum -c SHA256SUMS',
    'openssl pkeyutl -verify -rawin -pubin -inkey SHA256SUMS.pub.pem -in SHA256SUMS -sigfile SHA256SUMS.sig',
  ]
  for (const folder of seals) {
    lines.push(
      `openssl pkeyutl -verify -rawin -pubin -inkey ${folder}/seal.pub.pem -in ${folder}/seal.json -sigfile ${folder}/seal.sig`,
      `(cd ${folder} && openssl dgst -sm3 seal.json && cat seal.sm3)`,
    )
    if (stamped)
      lines.push(
        `openssl ts -verify -data ${folder}/seal.json -in ${folder}/seal.tsr -CAfile ${folder}/seal.ca.pem`,
      )
  }
  return lines.map((line) => `    ${line}`).join('\n')
}

/** The text, UTF-8, with line breaks as Unix has them. */
export function packageReadme({ about, seals, stamped }: ReadmeFacts): string {
  const name = about.finding?.no ?? about.entry?.id ?? ''
  const check = commands(seals, stamped)
  return `取证材料包  ${name}
${'='.repeat(60)}

用浏览器打开 index.html，可看到所认定的问题、评分条款、带红框的页面截图和访问经过。不需要联网，也不需要安装任何软件。

一、包里有什么
  index.html        供人阅读的页面
  package.json      问题、计分条目及台账行
  items/            取证记录，文件名即其 SHA-256
  files/            原始材料：网页正文、响应头、渲染后的页面、MHTML、截图、文字；文件名即其 SHA-256
  masked/           含个人信息的截图的遮挡副本（如有）；其原件以 .enc 结尾，经 AES-256-GCM 加密，密钥由出具单位保管，不在包内
  proofs/           每份取证记录在该批次封存之内的证明（RFC 6962 默克尔树）
  seals/            检查批次的封存：全部取证记录的根哈希、当时台账的末行、签名、公钥、SM3，以及时间戳（如有）
  archive.wacz      同样的网页存档，可用 ReplayWeb.page 离线回放
  SHA256SUMS        以上全部文件的 SHA-256；SHA256SUMS.sig 为其签名

二、用通用工具核验（不需要本软件）
${check}

  各命令依次应显示“OK”“Signature Verified Successfully”${stamped ? '“Verification: OK”' : ''}；SM3 两行应相同。
  签名公钥的编号为其 DER 形式 SHA-256 的前 16 位十六进制数字，请与出具单位公布的编号核对：
    openssl pkey -pubin -in SHA256SUMS.pub.pem -outform DER | sha256sum

三、取证记录在封存之内的证明
  叶哈希 = SHA-256(0x00 ‖ 取证记录的 SHA-256)；自下而上依次与 proofs 中 path 的各值合并：
  SHA-256(0x01 ‖ 左 ‖ 右)，次序由 index 决定（RFC 9162 第 2.1.3.2 节），最后应等于 seal.json 的 root。
  也可用本软件一步完成：xuncha evidence verify 本文件.zip

四、能证明什么
  证明这些材料自封存（有时间戳的，自时间戳）之后没有被改动，也没有被事后挑选替换。
  网页确由该服务器发出，由多次独立访问的时间、地址和响应佐证；TLS 本身不提供事后可验证的证明。


Evidence package  ${name}
${'='.repeat(60)}

Open index.html in any browser: the claim, the clause, the framed picture and the timeline. No network, no software needed.

1. What is inside
  index.html        the page for people
  package.json      the finding, the ledger entry and its rows
  items/            evidence items, each named by its SHA-256
  files/            originals: bodies, headers, rendered pages, MHTML, pictures, text; each named by its SHA-256
  masked/           masked copies of pictures that hold personal data, if any; their originals end in .enc: AES-256-GCM,
                    the key stays with the office and is not in here
  proofs/           that each item is under the seal of its run (RFC 6962 Merkle tree)
  seals/            the seal of each run: root over all its items, the ledger's head, signature, public key, SM3, time stamps if any
  archive.wacz      the same answers for ReplayWeb.page
  SHA256SUMS        SHA-256 of all of the above, signed in SHA256SUMS.sig

2. Checking with stock tools
${check}

  They print OK, "Signature Verified Successfully"${stamped ? ', "Verification: OK"' : ''}; the two SM3 lines are equal.
  The id of a key is the first 16 hex digits of the SHA-256 of its DER form; compare it with the one that the office published:
    openssl pkey -pubin -in SHA256SUMS.pub.pem -outform DER | sha256sum

3. The proofs
  Leaf = SHA-256(0x00 || the item's SHA-256); joined from the bottom up with the values of path,
  SHA-256(0x01 || left || right), in the order that index gives (RFC 9162 section 2.1.3.2), it comes to root in seal.json.
  With this software: xuncha evidence verify FILE.zip

4. What it proves
  Nothing was changed, added or exchanged since the sealing (since the time stamp, where there is one).
  That the server sent these pages is supported by independent visits with their times, addresses and answers;
  TLS itself leaves no proof behind.
`
}
