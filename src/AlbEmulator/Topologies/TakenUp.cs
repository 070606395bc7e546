using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>What came of a turn of <see cref="TopologyWatch"/>.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Problems">What is wrong with it, and what there is not to be had; without any, it is in effect.</param>
internal sealed record TakenUp(TopologyReading Reading, IReadOnlyList<Problem> Problems)
{
    /// <summary>Names of targets that have to be looked up first: then nothing has happened.</summary>
    public IReadOnlyList<(string Name, TargetGroupAddressType Type)> Unknown { get; init; } = [];

    /// <summary>Why it could not be put into effect, where that is nobody's mistake.</summary>
    public string? Failure { get; init; }
}
