/** Turns that read like a translation, with plain wording. A pattern must have no false alarms. */
export const turns: readonly { pattern: RegExp; instead: string }[] = [
  { pattern: /\banew\b/i, instead: 'again, from the start, newly' },
  {
    pattern: /\b(?:is|are|was|were|be|been|being) told\b(?! apart| to\b)/i,
    instead: 'reported, named, shown',
  },
  {
    pattern: /\btells\b(?! apart\b| \S+ from\b| (?:the user|people|us|you)\b)/i,
    instead: 'returns, reports, says',
  },
  { pattern: /\bstands\b(?! for\b| in for\b| between\b| still\b| in the way\b)/i, instead: 'is, lies' },
  { pattern: /(?<!\bthere )\b(?:is|are|was|were) none\b/i, instead: 'is not, has none, is missing' },
  { pattern: /\bnone any more\b/i, instead: 'no longer one' },
  { pattern: /\b(?:goes|go|went) on\b/i, instead: 'continues, resumes' },
  { pattern: /\bby itself\b/i, instead: 'automatically, alone' },
  { pattern: /\bheld against\b/i, instead: 'compared with' },
  {
    pattern: /\bso long(?: as|,|\b(?= (?:a|an|one|the|is|it)\b))/i,
    instead: 'as long as, for this duration',
  },
  { pattern: /\bso many\b(?! that\b)/i, instead: 'the number of' },
  { pattern: /\bthrown away\b/i, instead: 'discarded' },
  { pattern: /\b(?:no|enough|little|more|free|makes?|is) room\b/i, instead: 'space' },
  { pattern: /(?<!\bin )\bthe way of (?:a|an|the)\b/i, instead: 'the transfer, the path' },
  { pattern: /\bthe other way round\b/i, instead: 'in reverse' },
  { pattern: /\bin some (?:days|minutes|hours|seconds)\b/i, instead: 'in a few' },
  { pattern: /\b(?:is|are) another one\b/i, instead: 'differs' },
  { pattern: /\bsuggest to\b/i, instead: 'suggest …ing' },
  {
    pattern: /(?:^|[.:] )What (?:is|are|was|were|has|does|nobody|Apple|Jottacloud)\b[^?|:]*?\.(?: |$)/,
    instead: 'a sentence that begins with its subject',
  },
];
