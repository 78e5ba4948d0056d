using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context where a program brings none, and the base of those that programs bring.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
