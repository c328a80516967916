package io.reqid.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a customer wants.
 *
 * @param number the number of the order, which every line about it names
 * @param article what is ordered
 * @param quantity how many of it
 */
record Order(String number, String article, int quantity) {
    static final Pattern NUMBER = Pattern.compile("\\bO-\\d{4}\\b");
    private static final Pattern BODY = Pattern.compile("(\\d{1,4}) x ([a-z]{1,20})");

    static String number(int n) {
        return String.format("O-%04d", n);
    }

    /**
     * Reads an order.
     *
     * @throws IllegalArgumentException if the body is not of the form "2 x apple"
     */
    static Order parse(String number, String body) {
        Matcher matcher = BODY.matcher(body);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "order " + number + " must read like \"2 x apple\", got " + body.length() + " other characters");
        }
        return new Order(number, matcher.group(2), Integer.parseInt(matcher.group(1)));
    }

    String body() {
        return quantity + " x " + article;
    }
}
