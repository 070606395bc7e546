namespace AlbEmulator.LogDelivery;

/// <summary>What waits for delivery, as <c>/health</c> tells it.</summary>
/// <param name="PendingFiles">Objects that are not delivered yet.</param>
/// <param name="PendingBytes">What they take.</param>
/// <param name="OldestPending">When the last line of the oldest was written.</param>
/// <param name="LastError">Why a bucket cannot be written to now; null when all can.</param>
/// <param name="LinesLost">Lines that are in no archive and never will be.</param>
internal sealed record DeliveryState(
    int PendingFiles, long PendingBytes, DateTime? OldestPending, string? LastError, long LinesLost)
{
    public static DeliveryState None { get; } = new(0, 0, null, null, 0);
}
