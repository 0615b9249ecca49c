/**
 * cdktf keeps a stack trace for every token it makes, and Jest looks up each line of it in source maps: half of the time
 * of a synthesis. No test reads them.
 */
require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];
