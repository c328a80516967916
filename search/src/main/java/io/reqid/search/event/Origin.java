package io.reqid.search.event;

/**
 * Where an event was read. Immutable.
 *
 * @param service the service that wrote it: what {@code --service} says, else the name of the rotated set
 * @param file the file as the user would name it, or {@code (stdin)}
 * @param fileOrder the place of the file among all files of the search: ties in time are in this order, then by position
 */
public record Origin(String service, String file, int fileOrder) {}
