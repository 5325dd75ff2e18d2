/** Before every test file: property tests draw the same cases each time, so that a red run can be repeated. */
import fc from 'fast-check'

fc.configureGlobal({ seed: 20_261_121 })
