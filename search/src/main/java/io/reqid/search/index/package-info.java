/** Remembers beside a closed log in which part of it a word stands, so that the rest need not be read. */
@NullMarked
package io.reqid.search.index;

import org.jspecify.annotations.NullMarked;
