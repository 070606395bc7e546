namespace AlbEmulator.Differences;

/// <summary>Requests of which something else becomes than it did.</summary>
/// <param name="Listener">Such as <c>shop:443</c>.</param>
/// <param name="Requests">Which, in words.</param>
/// <param name="Was">What became of them, in words.</param>
/// <param name="Is">What becomes of them, in words.</param>
/// <param name="Example">One of them; null where they are all of the listener.</param>
internal sealed record RequestChange(string Listener, string Requests, string Was, string Is, Example? Example)
{
    public override string ToString() => $"{Requests} {Was}, {Is}";
}
