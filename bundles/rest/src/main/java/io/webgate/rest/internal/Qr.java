// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.nayuki.qrcodegen.QrCode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A QR code as a picture that a page shows as it is: an SVG in a data URI. */
final class Qr {

    private static final int MARGIN = 4;

    private Qr() {}

    static String dataUri(String text) {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg(text).getBytes(StandardCharsets.UTF_8));
    }

    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * MARGIN;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(',')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side + "\">"
                + "<path fill=\"#fff\" d=\"M0,0h" + side + "v" + side + "h-" + side + "z\"/><path d=\"" + path
                + "\"/></svg>";
    }
}
