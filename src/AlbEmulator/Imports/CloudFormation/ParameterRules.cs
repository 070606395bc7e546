using AlbEmulator.Documents;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// The section <c>Rules</c>, which says what parameters must be together.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html"/>
/// </summary>
internal sealed class ParameterRules(Evaluator evaluator)
{
    public void Check()
    {
        foreach (var rule in evaluator.Template.Root.Find("Rules") is Node.Mapping rules ? rules.Entries : [])
        {
            if (rule.Value.Find("RuleCondition") is { } condition && evaluator.Conditions.Of(condition) is not { Unknown: null, Holds: true })
            {
                continue;
            }

            foreach (var assertion in rule.Value.Find("Assertions").Items())
            {
                // What only AWS knows is for it to check.
                if (assertion.Find("Assert") is { } assert && evaluator.Conditions.Of(assert) is { Unknown: null, Holds: false })
                {
                    var why = assertion.Find("AssertDescription").TryText(out var text) ? text : "the assertion does not hold";
                    evaluator.Import.Tell(assert.Origin, Model.Quoted.Sentence(why));
                }
            }
        }
    }
}
