const script = 'https://embeddable-sandbox.cdn.apollographql.com/_latest/embeddable-sandbox.umd.production.min.js';

export const pageStyle = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b2733}
a{color:#0b62a4}code,pre{background:#eef2f5;border-radius:4px}code{padding:.1em .3em}pre{padding:.8rem;overflow:auto}`;

/**
 * Apollo Sandbox, from Apollo's CDN, for an endpoint of the same host.
 * @param path of the endpoint
 * @param away what is shown where the CDN is not reached: HTML
 */
export function sandboxPage(path: string, away: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Apollo Sandbox</title>
<style>${pageStyle}#sandbox{position:fixed;inset:0}iframe{border:0}#away{display:none}</style></head><body>
<div id="away"><h1>Apollo's CDN is not reached from here</h1>${away}</div>
<div id="sandbox"></div>
<script src="${script}" onerror="document.getElementById('away').style.display='block';document.getElementById('sandbox').remove()"></script>
<script>if (window.EmbeddedSandbox) new window.EmbeddedSandbox({ target: '#sandbox', initialEndpoint: location.origin + ${JSON.stringify(path).replaceAll('<', '\\u003c')}, includeCookies: false });</script>
</body></html>`;
}
