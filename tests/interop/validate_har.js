// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Holds the file named on the command line against HAR 1.2 with Debian's node-har-validator.
const validator = require('/usr/share/nodejs/har-validator')
const text = require('fs').readFileSync(process.argv[2])

validator.har(JSON.parse(text)).then(() => console.log('valid')).catch(problem => {
  console.error(JSON.stringify(problem.errors || problem.message))
  process.exit(1)
})
