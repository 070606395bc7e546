using AlbEmulator.Model;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.Rules;

/// <summary>Rule tables whose rules all forward to one target group.</summary>
internal static class Tables
{
    private const string Group = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067";

    public static Rule Rule(int priority, params Condition[] conditions) => new()
    {
        ListenerArn = "listener",
        Priority = priority,
        Conditions = conditions,
        Actions = [new RuleAction.Forward(Group)],
    };

    public static RuleTable Compile(params Rule[] rules)
    {
        var group = new TargetGroupSnapshot(
            new TargetGroup { Name = "web", Arn = Group }, new GroupTargets(new TargetGroup { Name = "web", Arn = Group }));
        var listener = new Listener
        {
            Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/demo/50dc6c495c0c9188/f2f7dc8efc522ab2",
            Port = 8080,
            Protocol = ListenerProtocol.Http,
            DefaultActions = [new RuleAction.Forward(Group)],
            Rules = rules,
        };
        return RuleTable.Compile(listener, new Dictionary<string, TargetGroupSnapshot> { [Group] = group });
    }
}
