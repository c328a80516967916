/**
 * Shows what was found of requests: as a tree of tasks, in time order, as a page, as JSON, or as the bytes that stand in
 * the logs.
 */
@NullMarked
package io.reqid.search.view;

import org.jspecify.annotations.NullMarked;
