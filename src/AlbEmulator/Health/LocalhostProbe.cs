namespace AlbEmulator.Health;

/// <summary>Asks a target that is <c>localhost</c>: at <c>127.0.0.1</c> and, where nothing takes a connection there, at <c>::1</c>.</summary>
/// <param name="first">Asks the address by which the target is known.</param>
/// <param name="otherwise">Asks the other.</param>
internal sealed class LocalhostProbe(Probe first, Probe otherwise) : Probe(first.Type, first.Address)
{
    public override async Task<ProbeOutcome> CheckAsync(CancellationToken timeout)
    {
        var outcome = await first.CheckAsync(timeout);
        if (outcome.End != ProbeEnd.Refused)
        {
            return outcome;
        }

        // A machine without IPv6 has its own words for it.
        var other = await otherwise.CheckAsync(timeout);
        return other.End is ProbeEnd.Refused or ProbeEnd.InternalError or ProbeEnd.NotMade ? outcome : other;
    }
}
