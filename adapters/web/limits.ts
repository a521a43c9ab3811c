/** What the web page takes and sends, as one table. */
export const LIMITS = {
  /** Characters of a question; servers and browsers carry addresses of this length everywhere. */
  question: 2_000,
  /** Bytes of a sent form or JSON body; the largest real config.json has three million. */
  body: 5_500_000,
  /** Characters of a half-typed value that is completed. */
  typed: 100,
  suggestions: 25,
  /** Options that stand open in the form; the others fold away. */
  openOptions: 4,
} as const;

/** Everything comes from this server, nothing is inline, nobody frames the page. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;
