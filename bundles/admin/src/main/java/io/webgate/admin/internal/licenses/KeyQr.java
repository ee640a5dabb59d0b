// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as numbers that a template writes into its own SVG element.
 *
 * @param side of the picture with its quiet zone, in modules
 * @param path the dark modules, for the attribute {@code d}
 */
public record KeyQr(int side, String path) {

    private static final int QUIET_ZONE = 4;

    /** The code of a text. */
    public static KeyQr of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_ZONE)
                            .append(',')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        return new KeyQr(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
