/** What a log event is, and how events are told apart in the bytes of a log. */
@NullMarked
package io.reqid.search.event;

import org.jspecify.annotations.NullMarked;
