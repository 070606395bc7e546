using AlbEmulator.Faults;

namespace AlbEmulator.Testing;

/// <summary>Something that is done to requests on purpose, until it is disposed of.</summary>
public sealed class AlbFault : IDisposable
{
    private readonly InjectedFaults _all;
    private readonly InjectedFault _one;

    internal AlbFault(InjectedFaults all, InjectedFault one) => (_all, _one) = (all, one);

    /// <summary>Requests to which it was done.</summary>
    public long Count => _one.Count;

    /// <summary>Whose requests it is for, and what is done to them.</summary>
    public override string ToString() => _one.Fault.Words;

    /// <summary>Ends it. Requests that it was done to go on as they were.</summary>
    public void Dispose() => _all.End(_one.Id);
}
