// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import java.util.List;
import java.util.Optional;

/**
 * The Overview as the page shows it.
 *
 * @param state code of the licensing's state as a whole
 * @param word the same in words
 * @param validity until when; empty where nothing is valid
 * @param holders who holds the valid licences
 * @param gauges every module with a limit or in use
 * @param unlicensed titles of the modules with neither
 * @param attention the worst first
 * @param gate the gate and its plugins; empty while the watchdog is not there
 * @param machineKey where there is no valid licence: what to send to the vendor
 */
public record OverviewModel(
        String state,
        String word,
        Optional<String> validity,
        List<String> holders,
        List<GaugeCard> gauges,
        List<String> unlicensed,
        List<Attention.Item> attention,
        Optional<GateCard> gate,
        Optional<String> machineKey) {

    public OverviewModel {
        holders = List.copyOf(holders);
        gauges = List.copyOf(gauges);
        unlicensed = List.copyOf(unlicensed);
        attention = List.copyOf(attention);
    }

    /**
     * The gate in short.
     *
     * @param why why it is not open; empty text while it is
     * @param running how many plugins run
     * @param stopped how many do not
     */
    public record GateCard(boolean open, String why, long running, long stopped) {}
}
