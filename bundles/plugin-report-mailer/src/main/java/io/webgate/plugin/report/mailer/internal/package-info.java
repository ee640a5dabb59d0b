// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.plugin.report.mailer.internal;

import org.jspecify.annotations.NullMarked;
