/** What a search tells its user beside the events: how far it is, and what went wrong. */
@NullMarked
package io.reqid.search.report;

import org.jspecify.annotations.NullMarked;
