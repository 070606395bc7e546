using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>An instance of a resource, as <c>terraform show -json</c> has it.</summary>
/// <param name="File">That has it.</param>
/// <param name="Address">Such as <c>module.alb.aws_lb.this[0]</c>.</param>
/// <param name="Type">Such as <c>aws_lb</c>.</param>
/// <param name="Name">The last part of its address.</param>
/// <param name="Module">Address of its module; empty for the root.</param>
/// <param name="Values">What is known of it.</param>
internal sealed record TerraformResource(string File, string Address, string Type, string Name, string Module, Node Values)
{
    /// <summary>What no other resource of any file is called: addresses are of one configuration.</summary>
    public string Key => $"{File}:{Address}";

    /// <summary><c>[0]</c> or <c>["web"]</c>; empty for the only one.</summary>
    public string Index => Address.EndsWith(']') && Address.LastIndexOf('[') is var at and >= 0 ? Address[at..] : "";

    /// <summary>A value; null also where it is null, an empty text or an empty list.</summary>
    public Node? Find(string name) => TerraformValues.Written(Values.Find(name));
}
