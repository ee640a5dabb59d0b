// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The address of the first physical network card of a computer with Windows. Windows calls tunnels and Bluetooth
 * "physical" too, so it is the bus that tells: cards on PCI and on the buses of virtual machines count, those on USB come
 * last, everything that software made (below {@code ROOT}, {@code SWD}, {@code BTH} and the like) does not. The order is
 * by wire before radio, then by the device's place, since Windows numbers interfaces anew.
 */
final class WindowsNetworkCard {

    private static final Pattern HARDWARE =
            Pattern.compile("(?:pci|vmbus|xenvif|xen|acpi|sd|pcmcia|usb)\\\\.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern USB = Pattern.compile("usb\\\\.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{12}");
    private static final int LOCALLY_ADMINISTERED = 2;

    /** Values of {@code NdisPhysicalMedium}: wireless LAN of old and new drivers, mobile networks, Bluetooth. */
    private static final List<String> RADIO = List.of("1", "8", "9", "10");

    private record Card(String place, boolean usb, boolean radio, String permanent, String current) {}

    private WindowsNetworkCard() {}

    /**
     * @param cards of {@code Win32_NetworkAdapter}
     * @param adapters of {@code MSFT_NetAdapter}, which knows the address that is burnt in; may be empty
     */
    static Reading address(List<JsonObject> cards, List<JsonObject> adapters) {
        return cards(cards, adapters).stream()
                .filter(card -> HARDWARE.matcher(card.place()).matches())
                .sorted(Comparator.comparing(Card::usb)
                        .thenComparing(Card::radio)
                        .thenComparing(Card::place, String.CASE_INSENSITIVE_ORDER))
                .map(WindowsNetworkCard::address)
                .filter(Reading::isPresent)
                .findFirst()
                .orElse(Reading.ABSENT);
    }

    /** Both lists know the same devices by the same ids, but either may be empty or have less. */
    private static List<Card> cards(List<JsonObject> cards, List<JsonObject> adapters) {
        Map<String, String> current = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonObject card : cards) {
            current.put(WindowsCommands.text(card, "PNPDeviceID"), plain(WindowsCommands.text(card, "MACAddress")));
        }
        Map<String, JsonObject> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonObject adapter : adapters) {
            String place = WindowsCommands.text(adapter, "PnPDeviceID");
            known.put(place, adapter);
            current.putIfAbsent(place, "");
        }
        List<Card> all = new ArrayList<>();
        current.forEach((place, address) -> {
            JsonObject adapter = known.getOrDefault(place, new JsonObject());
            all.add(new Card(
                    place,
                    USB.matcher(place).matches(),
                    RADIO.contains(WindowsCommands.text(adapter, "NdisPhysicalMedium")),
                    plain(WindowsCommands.text(adapter, "PermanentAddress")),
                    address));
        });
        return all;
    }

    private static Reading address(Card card) {
        if (isAddress(card.permanent())) {
            return reading(card.permanent());
        }
        return isAddress(card.current()) && isLasting(card) ? reading(card.current()) : Reading.ABSENT;
    }

    /** Radios and phones make up an address for privacy; a virtual machine's made-up address lasts. */
    private static boolean isLasting(Card card) {
        boolean local = (Integer.parseInt(card.current().substring(0, 2), 16) & LOCALLY_ADMINISTERED) != 0;
        return !local || !(card.usb() || card.radio());
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** In the form in which Linux writes it, so that one computer has one address whatever it runs. */
    private static Reading reading(String address) {
        return Reading.parse(address.replaceAll("(..)(?!$)", "$1:"));
    }

    private static String plain(String address) {
        return address.strip().replaceAll("[:-]", "").toLowerCase(Locale.ROOT);
    }
}
