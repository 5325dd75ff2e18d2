/** Chinese numerals: digits of years, and numbers below a hundred. */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  '○': 0,
  '◯': 0,
  零: 0,
  Ｏ: 0,
  O: 0,
  o: 0,
  Ο: 0,
  О: 0,
  '0': 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  元: 1,
  正: 1,
}

/** Every sign that stands for nought in a year: the character, circles, and letters that look like one. */
export const NOUGHTS = '〇○◯零ＯOoΟО0'

/** Each numeral as its digit, what is none as it stands: 二〇二五 is 2025. */
export function hanDigits(text: string): string {
  return [...text].map((char) => DIGITS[char] ?? char).join('')
}

/** Value of a Chinese number below 100: 十九, 二十, 廿五, 三. */
export function hanNumber(text: string): number {
  let tens = 0
  let ones = 0
  for (const char of text) {
    if (char === '十') {
      tens = ones === 0 ? tens + 1 : ones
      ones = 0
    } else if (char === '廿') tens = 2
    else if (char === '卅') tens = 3
    else ones = DIGITS[char] ?? 0
  }
  return tens * 10 + ones
}
