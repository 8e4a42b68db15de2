/** Food, drink, cooking and eating out. */
export const food = `
# food
food meal nourishment cuisine dish snack feast banquet edible groceries leftovers delicacy
cook cooking chef cookery culinary recipe ingredient kitchen~ gourmet
breakfast lunch dinner supper brunch picnic buffet
bake baking baker bakery oven pastry bun dough knead rise~ yeast flour croissant tray~
bread loaf roll~ baguette toast sandwich sourdough bagel crust
cake pie cookie biscuit muffin tart cupcake brownie doughnut donut pancake waffle icing frosting
dessert pudding ice_cream custard sweet sweets candy chocolate caramel lollipop marshmallow sorbet gelato confectionery sugary
sugar honey syrup jam marmalade sweetener molasses
boil simmer stew steam poach broth stock~ soup casserole ladle
fry roast grill barbecue saute braise sear toast~ stir whisk chop chopped slice peel grate dice marinate mince knead~ blend
pan pot saucepan skillet wok spatula frying_pan stove~ cooker ovenproof colander
fork spoon knife plate bowl~ cutlery chopsticks napkin saucer crockery glassware
meat beef pork lamb~ steak bacon ham sausage veal mutton butcher tender~ burger hamburger meatball ribs
chicken~ drumstick poultry~
fish~ seafood sushi fillet smoked_salmon caviar
vegetable carrot potato onion garlic tomato cabbage lettuce spinach broccoli cauliflower cucumber pepper~ pea bean lentil mushroom celery radish turnip beetroot asparagus zucchini courgette aubergine eggplant pumpkin leek sweetcorn kale vegetables veggies
fruit apple banana orange pear grape peach plum cherry strawberry raspberry blueberry melon watermelon pineapple mango lemon lime kiwi apricot fig avocado berry berries coconut pomegranate ripe
nut peanut almond walnut hazelnut cashew pistachio pecan
salad dressing vinegar olive olive_oil coleslaw
salt pepper seasoning season~ spice herb basil oregano thyme parsley cinnamon ginger curry chilli chili paprika cumin turmeric rosemary saffron nutmeg vanilla spicy
sauce ketchup mustard mayonnaise gravy relish soy_sauce salsa
milk cheese butter cream yogurt yoghurt dairy~ cheddar mozzarella brie parmesan feta
egg yolk omelette omelet scrambled boiled_egg eggs
pasta spaghetti noodle noodles pizza lasagna macaroni ravioli risotto italian~ dumpling dumplings
rice couscous quinoa porridge oatmeal cereal
vegetarian vegan tofu plant_based meatless
taste flavor flavour delicious tasty yummy bitter sour salty savoury savory bland mouthwatering
hungry hunger appetite starving eat eating chew swallow devour bite~ feed munch
tin~ canned preserve pickle fermentation spoil~ spoiled rotten expiry mouldy
leftover reheat microwave~

# drinks
drink beverage sip thirst thirsty gulp refreshment
coffee espresso latte cappuccino barista caffeine mocha decaf brew coffee_shop
tea teapot kettle green_tea herbal_tea teabag chai cup~
juice lemonade soda cola smoothie milkshake soft_drink fizzy
water~ mineral_water bottled_water tap_water
wine vineyard~ winery red_wine white_wine champagne bottle~ sommelier grape~ sherry
beer ale lager brewery pub~ stout pint
alcohol liquor whisky whiskey vodka rum gin cocktail brandy tequila drunk booze liqueur
cup mug glass~ jug goblet tumbler

# restaurants
restaurant diner bistro cafe eatery canteen cafeteria brasserie takeaway pizzeria
waiter waitress server~
menu order~ starter main_course specials appetizer entree
reservation reserve book~ table~
bill~ tip~ gratuity
bar pub tavern bartender nightclub inn
`;
