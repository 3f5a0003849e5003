/**
 * Imports go one way, down this list (ARCHITECTURE.md). A room may import itself and every room of a LOWER row;
 * rooms of one row do not know each other unless the row says so.
 */
const rows = [
  ['src/cli', 'src/api', 'src/console', 'workers'],
  ['src/i18n'],
  ['src/app'],
  ['src/pipeline', 'src/adapters'],
  ['src/signing', 'src/verification', 'src/extraction'],
  ['src/imaging', 'src/ocr', 'src/pdf', 'src/pki'],
  ['src/domain'],
];

const path = (room) => `^${room}/`;
const upward = rows.flatMap((row, index) => {
  const above = rows.slice(0, index).flat();
  return above.length === 0
    ? []
    : row.map((room) => ({
        name: `${room.replace('src/', '')}-imports-nothing-above`,
        severity: 'error',
        from: { path: path(room) },
        to: { path: above.map(path) },
      }));
});

module.exports = {
  forbidden: [
    ...upward,
    { name: 'pki-never-imports-pdf', severity: 'error', from: { path: '^src/pki/' }, to: { path: '^src/pdf/' } },
    { name: 'pdf-never-imports-pki', severity: 'error', from: { path: '^src/pdf/' }, to: { path: '^src/pki/' } },
    {
      name: 'leaf-techniques-know-no-dossier-queue-or-http',
      severity: 'error',
      from: { path: '^src/(imaging|ocr|pdf|pki)/' },
      to: { path: '^src/domain/(dossier|component|job)\\.ts$|^node:http' },
    },
    {
      name: 'pipeline-knows-ports-not-adapters',
      severity: 'error',
      from: { path: '^src/pipeline/' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'product-never-imports-tests-or-samples',
      severity: 'error',
      comment: 'the demo is the one face that needs the test PKI and the samples',
      from: { path: '^(src|workers)/', pathNot: '^src/cli/demo/' },
      to: { path: '^(test|samples|certs-test)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
