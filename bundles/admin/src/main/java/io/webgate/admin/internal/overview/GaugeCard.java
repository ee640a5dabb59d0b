// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

/**
 * One module at a glance.
 *
 * @param module its id
 * @param title its title
 * @param state code of the state
 * @param word the state in words
 * @param count how many of how many, with the noun: {@code 9 of 15 sessions}
 * @param free how many are free; empty text where none can be
 * @param next what one more would do
 * @param rule the consequence in a sentence
 * @param gauge the picture
 */
public record GaugeCard(
        String module,
        String title,
        String state,
        String word,
        String count,
        String free,
        String next,
        String rule,
        String gauge) {}
