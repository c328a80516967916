package io.reqid.agent.tests.chaos;

/**
 * Where in its graph a line is.
 *
 * @param from the step that handed the work over; null for the root
 * @param construct by what it was handed over
 * @param manner under what it was handed over: as is, outside any request, under another binding
 */
record Step(Step from, Construct construct, String manner) {
    @Override
    public String toString() {
        return (from == null ? "" : from + " > ") + construct.name() + (manner.isEmpty() ? "" : " (" + manner + ")");
    }
}
