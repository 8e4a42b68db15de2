/**
 * Why an image is rejected: not a PNG, JPEG or WebP file; damaged or truncated data; more pixels or bytes
 * than allowed; a mask with another size than the image; a mask without an alpha channel.
 */
export type UnreadableReason = 'format' | 'corrupt' | 'too_large' | 'mask_size' | 'mask_alpha';

/** An input image cannot be used: an expected error that the client has to fix. */
export class ImageUnreadable extends Error {
  override readonly name = 'ImageUnreadable';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
