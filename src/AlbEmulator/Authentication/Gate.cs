using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Authentication;

/// <summary>Says which requests may pass, before a rule's action sends them on.</summary>
internal abstract class Gate
{
    /// <summary>Stands where rules are only looked at, as when they are explained.</summary>
    public static Gate OfNobody(RuleAction action) => new Closed();

    /// <summary>Whether a request goes on; where it does not, it has been answered.</summary>
    public abstract ValueTask<bool> AdmitAsync(AlbRequest request);

    private sealed class Closed : Gate
    {
        public override ValueTask<bool> AdmitAsync(AlbRequest request) =>
            throw new InvalidOperationException("Rules that are only looked at let nobody pass.");
    }
}
