using Yarp.ReverseProxy.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>Whose turn it is in a target group.</summary>
internal sealed class Rotation
{
    private Order _order = new([], []);
    private uint _turn;

    /// <summary>The next of the targets, in the order of their addresses.</summary>
    public DestinationState Next(IReadOnlyList<DestinationState> available)
    {
        var order = _order;
        if (!ReferenceEquals(order.Source, available))
        {
            // YARP lists targets in hash order, and makes a new list only when the targets change.
            _order = order = new Order(available, [.. available.OrderBy(target => target.DestinationId, StringComparer.Ordinal)]);
        }

        return order.Sorted[(int)(Interlocked.Increment(ref _turn) % (uint)order.Sorted.Length)];
    }

    private sealed record Order(IReadOnlyList<DestinationState> Source, DestinationState[] Sorted);
}
