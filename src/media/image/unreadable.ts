/**
 * Why a picture is refused: it is none of PNG, JPEG and WebP; its data is damaged or ends early; it has more
 * pixels or bytes than allowed; a mask's size is not the picture's; a mask has no alpha channel.
 */
export type UnreadableReason = 'format' | 'corrupt' | 'too_large' | 'mask_size' | 'mask_alpha';

/** A picture that came from outside cannot be used. Expected, and the sender's to mend. */
export class ImageUnreadable extends Error {
  override readonly name = 'ImageUnreadable';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
