namespace AlbEmulator.TargetGroups;

/// <summary>
/// <c>least_outstanding_requests</c>: the target with the fewest requests under way.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
internal sealed class LeastOutstandingRequests : RoutingAlgorithm
{
    private uint _turn;

    public override RegisteredTarget Choose(RegisteredTarget[] targets)
    {
        // Where several have equally few, whose turn it is: requests that come at once do not all go to one.
        var index = (int)(Interlocked.Increment(ref _turn) % (uint)targets.Length);
        var (chosen, fewest) = (targets[index], int.MaxValue);
        for (var look = 0; look < targets.Length && fewest > 0; look++)
        {
            var outstanding = targets[index].Outstanding.Count;
            if (outstanding < fewest)
            {
                (chosen, fewest) = (targets[index], outstanding);
            }

            index = index + 1 == targets.Length ? 0 : index + 1;
        }

        return chosen;
    }
}
