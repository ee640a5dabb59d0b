// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Media;
import io.webgate.license.text.MediaKeyText;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A drive as its operating system tells it, and the media key that comes of it (R18): the same on Linux and Windows, on
 * every computer and in every release.
 *
 * @param vendor id of the maker, four hexadecimal digits
 * @param product id of the model, likewise
 * @param serial as the device tells it; empty if it has none
 * @param volume id of the first volume; empty if there is none
 * @param volumeLabel what the owner calls that volume; empty if nothing
 * @param name maker and model in words
 * @param unreadable why the volume id is empty although there may be one
 */
record UsbDrive(
        String vendor,
        String product,
        String serial,
        String volume,
        String volumeLabel,
        String name,
        Optional<LocalizedText> unreadable) {

    private static final String KEY = "webgate media key 1";
    private static final int LONGEST_TEXT = 64;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{4}");
    private static final Pattern NTFS = Pattern.compile("[0-9A-F]{16}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    Media media() {
        String shown = shown(name);
        String product = shown.isEmpty() ? "USB" : shown;
        String label = shown(volumeLabel);
        Optional<LocalizedText> lack = lack();
        Optional<String> key = lack.isPresent() ? Optional.empty() : Optional.of(key());
        return new Media(key, label.isEmpty() ? product : label, product, lack);
    }

    private Optional<LocalizedText> lack() {
        if (!ID.matcher(id(vendor)).matches() || !ID.matcher(id(product)).matches()) {
            return Optional.of(new LocalizedText(
                    "The drive does not tell its maker and model. Take another one.",
                    "Накопитель не сообщает изготовителя и модель. Возьмите другой."));
        }
        if (!Reading.parse(serialNumber()).isPresent()) {
            return Optional.of(new LocalizedText(
                    "The drive has no serial number of its own. Take another one.",
                    "У накопителя нет собственного серийного номера. Возьмите другой."));
        }
        if (volumeId().isEmpty()) {
            return unreadable.or(() -> Optional.of(new LocalizedText(
                    "The drive has no formatted volume. Format it (FAT32, exFAT, NTFS or ext4).",
                    "На накопителе нет отформатированного тома. Отформатируйте его (FAT32, exFAT, NTFS или ext4).")));
        }
        return Optional.empty();
    }

    private String key() {
        String text = String.join("\0", "media", id(vendor), id(product), serialNumber(), volumeId());
        return MediaKeyText.of(Arrays.copyOf(KeyedHash.of(KEY, text), MediaKeyText.HASH_BYTES))
                .toString();
    }

    /** Windows sets an underscore for every space in a device's serial number. */
    private String serialNumber() {
        return serial.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** Of a volume with NTFS Linux shows all eight bytes, Windows the lower four. */
    private String volumeId() {
        String id = volume.strip();
        String comparable = NTFS.matcher(id).matches() ? id.substring(8) : id;
        String plain = comparable.replace("-", "").toLowerCase(Locale.ROOT);
        return plain.chars().allMatch(digit -> digit == '0') ? "" : plain;
    }

    private static String id(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** A drive's texts are a stranger's: they must not steer a terminal nor fill a page. */
    private static String shown(String text) {
        String clean = UNPRINTABLE.matcher(text).replaceAll(" ").strip().replaceAll("\\s+", " ");
        return clean.codePointCount(0, clean.length()) <= LONGEST_TEXT
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }
}
