// What the generated nginx does to real requests: our entrypoint and templates, the nginx of this machine, two echoing
// backends. node check-nginx.mjs [project directory]; needs nginx (>= 1.19.4), openssl and envsubst.
import { exitCode, finish } from './nginx-bench.mjs';

try {
  await import('./nginx-http.mjs');
  await import('./nginx-https.mjs');
} finally {
  finish();
}
process.exit(exitCode());
