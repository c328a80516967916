/** Finds events in the bytes of logs: byte search, event boundaries, seeking by time, merging. */
@NullMarked
package io.reqid.search.scan;

import org.jspecify.annotations.NullMarked;
